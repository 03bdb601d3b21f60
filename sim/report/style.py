"""How a page looks: paper for screens, black on white for printers, no request for either."""

from typing import Final

STYLE: Final = """
:root{color-scheme:light}
*{box-sizing:border-box}
html{font:100%/1.55 "IBM Plex Sans","Segoe UI",system-ui,-apple-system,"Noto Sans","DejaVu Sans",
 sans-serif;color:#171c28;background:#f6f1e6;-webkit-text-size-adjust:100%}
body{margin:0}
main{max-width:46rem;margin:0 auto;padding:2rem 1rem 4rem}
h1,h2,h3{font-family:"Source Serif 4",Charter,"Bitstream Charter",Georgia,"DejaVu Serif",serif;
 line-height:1.2;font-weight:600;text-wrap:balance}
h1{font-size:2.1rem;margin:0 0 .3rem}
h2{font-size:1.5rem;margin:3rem 0 .6rem;padding-top:.8rem;border-top:1px solid #d9d1bf}
h3{font-size:1.12rem;margin:1.8rem 0 .4rem}
p,ul,dl{margin:.6rem 0;overflow-wrap:anywhere}
ul{padding-left:1.2rem}
.lead{font-size:1.12rem;color:#4f5768;margin-top:0}
.notice{background:#fffdf8;border:1px solid #827c6b;border-left:.4rem solid #9e3500;
 padding:.7rem 1rem}
.key{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.7rem;padding:0;
 margin:1.4rem 0;list-style:none}
.key li{background:#fffdf8;border:1px solid #d9d1bf;border-radius:.5rem;padding:.6rem .9rem}
.key b{display:block;font-size:1.6rem;line-height:1.2;font-weight:600;
 font-variant-numeric:tabular-nums}
.key span{color:#4f5768;font-size:.85rem}
dl{display:grid;grid-template-columns:minmax(6rem,11rem) 1fr;gap:.25rem 1rem}
dt{color:#4f5768}
dd{margin:0;overflow-wrap:anywhere}
dd code{font-size:.78rem}
code{font:.86em/1.5 "IBM Plex Mono",ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;
 overflow-wrap:anywhere}
pre{background:#fffdf8;border:1px solid #d9d1bf;border-radius:.3rem;padding:.6rem .8rem;
 margin:.5rem 0;white-space:pre-wrap}
figure{margin:1.4rem 0 2rem;background:#fffdf8;border:1px solid #d9d1bf;border-radius:.5rem;
 padding:1rem}
.panels{display:grid;gap:1.2rem;justify-items:center}
.panels>div{width:100%;max-width:34rem}
.panel{margin:0 0 .2rem;font-weight:600}
svg.chart{display:block;width:100%;height:auto;font-variant-numeric:tabular-nums}
figcaption{margin-top:.9rem;font-size:.92rem;color:#4f5768}
figcaption b{color:#171c28}
details{margin-top:.6rem}
summary{cursor:pointer;color:#0b5a8a;padding:.55rem 0;font-size:.92rem}
summary:focus-visible,.scroll:focus-visible{outline:3px solid #0b5a8a;outline-offset:2px}
.scroll{overflow-x:auto;margin:.4rem 0 1rem}
table{border-collapse:collapse;font-size:.87rem;font-variant-numeric:tabular-nums;
 min-width:min(100%,22rem)}
caption{text-align:left;color:#4f5768;padding:.2rem 0 .4rem}
th,td{padding:.28rem .9rem .28rem 0;text-align:left;vertical-align:baseline;
 border-bottom:1px solid #e8e2d4}
th:last-child,td:last-child{padding-right:0}
thead th{border-bottom:1px solid #827c6b;font-weight:600;vertical-align:bottom}
tbody th{font-weight:400}
tbody th,pre span{white-space:nowrap}
.number{text-align:right;white-space:nowrap}
thead .number{white-space:normal}
@media (max-width:30rem){main{padding-top:1.2rem}h1{font-size:1.7rem}h2{font-size:1.3rem;
 margin-top:2.2rem}figure{padding:.8rem .7rem;margin-left:-.5rem;margin-right:-.5rem}dl{
 grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
@media (min-width:72rem){.several{grid-template-columns:1fr 1fr;margin:0}figure:has(.several){
 margin-left:-9rem;margin-right:-9rem}}
@media print{
@page{size:A4;margin:16mm 15mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);
 font:8pt system-ui,"DejaVu Sans",sans-serif;color:#4f5768}}
html{background:#fff;font-size:9.6pt;color:#000}
main{max-width:none;padding:0}
h2{margin-top:1.6rem;break-after:avoid}
h3{break-after:avoid}
figure,.notice,.key li,pre{background:#fff;border-color:#bbb}
figure{padding:.4rem 0;border:0}
section>p{break-after:avoid;break-inside:avoid}
li{break-inside:avoid}
.panels{break-inside:avoid}
figure:has(.several){margin-left:0;margin-right:0}
.panels>div{max-width:10cm}
.several>div{max-width:8.4cm}
.several{grid-template-columns:1fr 1fr;gap:.5rem 1rem}
figcaption{break-before:avoid}
details::details-content{content-visibility:visible!important;display:block!important;
 height:auto!important}
summary{list-style:none;color:#000;break-after:avoid}
summary::-webkit-details-marker{display:none}
.scroll{overflow:visible}
table{font-size:8pt}
thead{display:table-header-group}
tr,.short{break-inside:avoid}
caption{break-inside:avoid}
caption,thead,thead tr{break-after:avoid}
tbody tr:first-child{break-before:avoid}
}
"""
