;; Tries: call the host without end, by growing a table beyond its own maximum.
;; Ends: fuel runs out, in `start`.

(table $small 1 2 funcref)
(func $start (param i32) (result i32)
  (loop $again
    (drop (table.grow $small (ref.null func) (i32.const 5)))
    (br $again))
  (unreachable))
