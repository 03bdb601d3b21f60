"""
Powers of a share, exact to the unit, from tables made once with `decimal`: no libm (design 4).

A fixed-point logarithm and exponential of 60 bits settle nearly every case in a few microseconds.
What lies too near to a half to be rounded by them is worked out with `decimal`, so that the result
is always that of `exact_ppm`. Series and error bounds: Brent and Zimmermann 2010, sections 4.2 to
4.4; to ask again only in doubtful cases is Ziv's strategy, 1991.
"""

from decimal import Decimal

from sim.domain.units import PPM

_BITS = 60
_ONE = 1 << _BITS
_HALF = 1 << (_BITS - 1)
_STEPS = 64
"""Places of each table: what is left for a series is below a 64th, so that eight terms do."""
_STEP_BITS = 6
_TERMS = 8
_NIL = 20
"""exp(-20) is two thousandths of a ppm: nothing is left to round."""
_DOUBT = 1 << 36
"""
How near to a half, in 2**-60 ppm, the fixed point is not trusted; it errs by less than 2**32.
"""
_EXPONENT_MOST = 100 * PPM


def _fixed(value: Decimal) -> int:
    return int((value * _ONE).to_integral_value())


_LN2 = _fixed(Decimal(2).ln())
_LN_PPM = _fixed(Decimal(PPM).ln())
_LN = tuple(_fixed(Decimal(top).ln()) for top in range(_STEPS, 2 * _STEPS))
_EXP = tuple(_fixed(Decimal(-whole).exp()) for whole in range(_NIL))
_EXP_STEP = tuple(_fixed((Decimal(-step) / _STEPS).exp()) for step in range(_STEPS))
_INVERSE = tuple(_ONE // term for term in range(_TERMS, 0, -1))


def power_ppm(base_ppm: int, exponent_micro: int) -> int:
    """Return base ** exponent in ppm; base in 0..1 ppm, exponent in millionths."""
    if base_ppm <= 0:
        return 0
    if base_ppm >= PPM:
        return PPM
    if not 0 <= exponent_micro <= _EXPONENT_MOST:
        return exact_ppm(base_ppm, exponent_micro)
    fall = (_LN_PPM - _ln(base_ppm)) * exponent_micro // PPM
    if fall >> _BITS >= _NIL:
        return 0
    found = _exp_of_minus(fall) * PPM
    part = found & (_ONE - 1)
    if -_DOUBT < part - _HALF < _DOUBT:
        return exact_ppm(base_ppm, exponent_micro)
    return (found + _HALF) >> _BITS


def exact_ppm(base_ppm: int, exponent_micro: int) -> int:
    """Return the same to 28 digits, ten times as slowly; base above 0 and below 1."""
    power = (Decimal(base_ppm) / PPM).ln() * Decimal(exponent_micro) / PPM
    return int((power.exp() * PPM).to_integral_value())


def _ln(number: int) -> int:
    """Return the logarithm of a whole number: seven bits by table, the rest by series."""
    shift = number.bit_length() - _STEP_BITS - 1
    if shift <= 0:
        return _LN[(number << -shift) - _STEPS] + shift * _LN2
    top = number >> shift
    rest = ((number - (top << shift)) << (_BITS - shift)) // top
    series = 0
    for inverse in _INVERSE:
        series = inverse - (rest * series >> _BITS)
    return _LN[top - _STEPS] + shift * _LN2 + (rest * series >> _BITS)


def _exp_of_minus(fall: int) -> int:
    """Return exp(-x): whole part and 64ths by table, the rest by series; x below twenty."""
    step = fall >> (_BITS - _STEP_BITS)
    rest = fall - (step << (_BITS - _STEP_BITS))
    series = _ONE
    for term in range(_TERMS, 0, -1):
        series = _ONE - (rest * series >> _BITS) // term
    known = _EXP[step >> _STEP_BITS] * _EXP_STEP[step & (_STEPS - 1)] >> _BITS
    return known * series >> _BITS
