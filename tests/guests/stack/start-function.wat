;; Tries: recurse without end before anything is called.
;; Ends: by the limit of the stack, while it is instantiated.

(func $down (result i32) (i32.add (call $down) (i32.const 1)))
(func $init
  (drop (call $down)))
(start $init)
