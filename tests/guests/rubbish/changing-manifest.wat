;; Tries: offer another exporter each time that it is asked.
;; Ends: nothing stops it: each call is on an instance of its own, which knows of no
;; other, and the host asks once.

(func $describe (result i32)
  (global.set $step (i32.add (global.get $step) (i32.const 1)))
  (if (i32.gt_u (global.get $step) (i32.const 1))
    (then (i32.store8 (i32.const 0x1020) (i32.const 121))))
  (i32.const 0x400))
