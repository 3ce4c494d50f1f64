;; Tries: take more memory than there is for it, in `realloc`.
;; Ends: by the budget of memory, in `realloc`.

(func $realloc (param i32 i32 i32 i32) (result i32)
  (drop (memory.grow (i32.const 9000)))
  (i32.const 0x100000))
