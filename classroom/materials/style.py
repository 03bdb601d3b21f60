"""How the papers look: black on white, serif titles, A4, on a screen the same sheet of paper."""

from typing import Final

STYLE: Final = """
:root{color-scheme:light}
*{box-sizing:border-box}
html{font:10.4pt/1.42 "IBM Plex Sans","Segoe UI",-apple-system,"Helvetica Neue",
 "Liberation Sans","Noto Sans",system-ui,"DejaVu Sans",sans-serif;color:#000;background:#e9e6df;
 -webkit-text-size-adjust:100%}
body{margin:0}
main{max-width:210mm;margin:0 auto;padding:1rem}
.paper{background:#fff;padding:14mm 15mm;margin:0 0 1rem}
h1,h2,.lead,.story{font-family:"Source Serif 4",Charter,"Bitstream Charter",Georgia,
 "Liberation Serif","DejaVu Serif",serif}
h1{font-size:21pt;line-height:1.15;font-weight:600;margin:0}
h2{font-size:12.4pt;line-height:1.25;font-weight:600;margin:1.05em 0 .3em;break-after:avoid}
h3{font-size:10.4pt;line-height:1.3;font-weight:600;margin:.8em 0 .2em;break-after:avoid}
p{margin:.35em 0}
ul,ol{margin:.35em 0;padding-left:1.25em}
li{margin:.16em 0}
.lead{font-size:12pt;line-height:1.42;margin:.4em 0 .5em}
.meta{margin:.15em 0 .5em}
.foot{break-before:avoid;margin-top:1.2em;padding-top:.4em;border-top:.5pt solid #000;
 font-size:8.8pt}
.back{margin:.5rem 1rem}
.small{font-size:8.8pt}
.secret{display:flex;align-items:center;gap:.6em;border:1.2pt solid #000;padding:.45em .8em;
 font-weight:600;margin:0 0 .9em;break-after:avoid}
.head{display:flex;align-items:center;gap:.8em}
.shape{width:2.7em;height:2.7em;flex:none}
.lock{width:1.1em;height:1.1em;flex:none}
td .shape,th .shape,.key .shape{width:1.05em;height:1.05em;vertical-align:-.15em}
.columns{display:grid;grid-template-columns:1fr 1fr;gap:0 1.8em;
 break-inside:avoid}
.columns>div>h2:first-child,.columns section:first-child>h2{margin-top:.5em}
.box{border:1pt solid #000;padding:.5em .8em;margin:.5em 0;break-inside:avoid}
.box p{margin:.1em 0}
.box b{font-variant-numeric:tabular-nums}
.big{font-size:14pt;font-weight:600}
.sheet h3{margin-bottom:.1em}
.sheet table{margin-top:.1em}
.key>span{display:inline-block;margin-right:1.4em}
table{border-collapse:collapse;width:100%;margin:.35em 0 .5em;font-size:9.4pt;line-height:1.34;
 font-variant-numeric:tabular-nums}
caption{text-align:left;padding:.1em 0 .3em;font-weight:600}
th,td{padding:.24em .8em .24em 0;text-align:left;vertical-align:baseline;
 border-bottom:.5pt solid #777}
th:last-child,td:last-child{padding-right:0}
thead th{border-top:1pt solid #000;border-bottom:1pt solid #000;font-weight:600;
 vertical-align:bottom}
tbody th{font-weight:600}
tbody th:has(.shape){white-space:nowrap}
tbody tr:last-child th,tbody tr:last-child td{border-bottom:1pt solid #000}
.number{text-align:right;white-space:nowrap}
thead .number{white-space:normal}
.pair{display:inline-block;white-space:nowrap;margin-right:1.3em}
.pair b{margin-left:.35em}
.plain tbody th{width:24%}
.plain tbody tr:first-child th,.plain tbody tr:first-child td{border-top:1pt solid #000}
.cross{width:auto;min-width:60%}
.cross .number{min-width:5em}
.moves{font-size:8.8pt;line-height:1.28}
.moves th,.moves td{padding-top:.17em;padding-bottom:.17em}
.moves tbody th,.moves td:nth-child(3){white-space:nowrap}
.moves .number,.centre{text-align:center}
.plan td:first-child,.plan tbody th{white-space:nowrap}
.gauges{columns:2;column-gap:1.8em;font-size:9pt;margin:.3em 0;padding:0;list-style:none}
.gauges li{break-inside:avoid;margin:0 0 .25em}
.terms{columns:2;column-gap:1.8em;margin:.5em 0}
.terms dt{font-weight:600;break-after:avoid}
.terms dd{margin:0 0 .6em;break-inside:avoid}
.blank{margin:.55em 0;break-inside:avoid}
.line{border-bottom:.6pt solid #000;height:1.9em}
.asked{font-weight:600}
.choice{display:inline-block;white-space:nowrap;margin:.1em 1.3em .1em 0}
.tick{display:inline-block;width:.9em;height:.9em;border:1pt solid #000;margin-right:.45em;
 vertical-align:-.08em}
.form td{height:2.5em;vertical-align:middle}
.grades{table-layout:fixed}
.grades th:first-child{width:19%}
.form tbody th{vertical-align:middle}
.rule{display:inline-block;border-bottom:.6pt solid #000;min-width:7em}
.rule.long{min-width:15em}
@media (max-width:45rem){main{padding:0}.paper{padding:1.2rem 1rem}.columns{
 grid-template-columns:1fr}.gauges,.terms{columns:1}.paper{overflow-x:auto}
.moves tbody th,.moves td:nth-child(3){white-space:normal}
.grades{table-layout:auto;min-width:36rem}}
@media print{
@page{size:A4;margin:14mm 15mm 15mm;
 @bottom-right{content:counter(page) " / " counter(pages);font:8pt "IBM Plex Sans",sans-serif}}
html{background:#fff;font-size:9.5pt}
.back{display:none}
main{max-width:none;padding:0}
.paper{padding:0;margin:0}
.paper+.paper,.answers{break-before:page}
h1{font-size:20pt}
h2{font-size:11.6pt}
.lead{font-size:11pt}
table{font-size:8.7pt}
.moves{font-size:8.1pt}
tr,.box,.blank,table:has(caption){break-inside:avoid}
thead{display:table-header-group}
p,li{orphans:2;widows:2}
}
"""
