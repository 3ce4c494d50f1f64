;; Tries: loop without end when it is asked for a file.
;; Ends: fuel runs out, in `next`.

(func $next (result i32)
  (loop $again (br $again)) (unreachable))
