;; Tries: loop without end where there is fuel without end.
;; Ends: the deadline ends it, in `start`.

(func $start (param i32) (result i32)
  (loop $again (br $again)) (unreachable))
