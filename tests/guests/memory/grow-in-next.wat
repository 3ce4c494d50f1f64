;; Tries: take more memory than there is for it, in `next`.
;; Ends: by the budget of memory, in `next`.

(func $next (result i32)
  (drop (memory.grow (i32.const 9000)))
  (i32.const 0x900))
