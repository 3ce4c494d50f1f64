;; Tries: break before anything is called.
;; Ends: trapped, while it is instantiated.

(func $init
  (unreachable))
(start $init)
