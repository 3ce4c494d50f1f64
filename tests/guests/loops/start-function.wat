;; Tries: loop without end before anything is called, in the start function of its
;; module.
;; Ends: fuel runs out, while it is instantiated.

(func $init
  (loop $again (br $again)))
(start $init)
