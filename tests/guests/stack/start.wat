;; Tries: recurse without end in `start`, to the end of the host's stack.
;; Ends: by the limit of the stack, in `start`.

(func $start (param i32) (result i32)
  (i32.add (call $start (i32.const 0)) (i32.const 1)))
