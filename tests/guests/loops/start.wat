;; Tries: loop without end when an export begins.
;; Ends: fuel runs out, in `start`.

(func $start (param i32) (result i32)
  (loop $again (br $again)) (unreachable))
