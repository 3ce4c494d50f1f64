;; Tries: have much done by few instructions: write the same elements, without end.
;; Ends: fuel runs out, since each element costs some, in `start`.

(table $many 1000 funcref)
(elem $some func $next $next $next $next $next $next $next $next)
(func $start (param i32) (result i32)
  (loop $again
    (table.init $many $some (i32.const 0) (i32.const 0) (i32.const 8))
    (br $again))
  (unreachable))
