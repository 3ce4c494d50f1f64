;; Tries: have tables of more elements than there may be from the start, each of them
;; small enough.
;; Ends: refused before it is compiled, by the limit of elements in all tables.

(table 250000 funcref)
(table 250000 funcref)
(table 1 funcref)
