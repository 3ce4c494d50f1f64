;; Tries: take more memory than there is for it, in `start`.
;; Ends: by the budget of memory, in `start`.

(func $start (param i32) (result i32)
  (drop (memory.grow (i32.const 9000)))
  (i32.const 0x980))
