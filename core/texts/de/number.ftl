# Zahlen in Sätzen, mit so vielen Stellen hinter dem Komma.

number-plain = { NUMBER($number, maximumFractionDigits: 6) }
number-0 = { NUMBER($number, maximumFractionDigits: 0) }
number-1 = { NUMBER($number, minimumFractionDigits: 1, maximumFractionDigits: 1) }
number-2 = { NUMBER($number, minimumFractionDigits: 2, maximumFractionDigits: 2) }
