;; Tries: return from `next` a pointer that is not aligned.
;; Ends: trapped when the host follows it, after `next`.

(func $next (result i32)
  (i32.const 0x801))
