;; Tries: take more memory than there is for it, before anything is called.
;; Ends: by the budget of memory, while it is instantiated.

(func $init
  (drop (memory.grow (i32.const 9000))))
(start $init)
