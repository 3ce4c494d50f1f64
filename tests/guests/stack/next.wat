;; Tries: recurse without end in `next`, to the end of the host's stack.
;; Ends: by the limit of the stack, in `next`.

(func $next (result i32)
  (i32.add (call $next) (i32.const 1)))
