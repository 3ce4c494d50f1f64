;; Tries: break in `next`.
;; Ends: trapped, in `next`.

(func $next (result i32)
  (unreachable))
