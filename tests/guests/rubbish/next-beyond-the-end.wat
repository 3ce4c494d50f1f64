;; Tries: return from `next` a pointer that leads out of its memory.
;; Ends: trapped when the host follows it, after `next`.

(func $next (result i32)
  (i32.const -4))
