;; Tries: loop without end through a table of branches.
;; Ends: fuel runs out, in `start`.

(func $start (param i32) (result i32)
  (loop $again (br_table $again $again $again (i32.const 1)))
  (unreachable))
