;; Tries: take more memory than there is for it, in `describe`.
;; Ends: by the budget of memory, in `describe`.

(func $describe (result i32)
  (drop (memory.grow (i32.const 9000)))
  (i32.const 0x400))
