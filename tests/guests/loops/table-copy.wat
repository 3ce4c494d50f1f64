;; Tries: have much done by few instructions: copy a table onto itself, without end.
;; Ends: fuel runs out, since each element costs some, in `start`.

(table $many 500000 funcref)
(func $start (param i32) (result i32)
  (loop $again
    (table.copy $many $many (i32.const 1) (i32.const 0) (i32.const 499999))
    (br $again))
  (unreachable))
