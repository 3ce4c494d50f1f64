;; Tries: write its elements beyond the end of its table.
;; Ends: trapped, while it is instantiated.

(table $few 2 funcref)
(elem (table $few) (i32.const 1) func $next $next)
