;; Tries: have much done by few instructions: fill a table, without end.
;; Ends: fuel runs out, since each element costs some, in `start`.

(table $many 500000 funcref)
(func $start (param i32) (result i32)
  (loop $again
    (table.fill $many (i32.const 0) (ref.null func) (i32.const 500000))
    (br $again))
  (unreachable))
