;; Tries: have seven tables of ten million elements from the start, each of them
;; allowed.
;; Ends: by the budget of memory, which sums them, while it is instantiated.

(table 10000000 funcref)
(table 10000000 funcref)
(table 10000000 funcref)
(table 10000000 funcref)
(table 10000000 funcref)
(table 10000000 funcref)
(table 10000000 funcref)
