;; Tries: recurse without end in `realloc`, to the end of the host's stack.
;; Ends: by the limit of the stack, in `realloc`.

(func $realloc (param i32 i32 i32 i32) (result i32)
  (i32.add (call $realloc (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 1)) (i32.const 1)))
