;; Tries: write two names that are one where case does not count.
;; Ends: refused as files that cannot stand together, in `next`; nothing is written.

(data $file (i32.const 0x800) (i32 0 1 0 0x3000 4 0x1060 7 0))
(data (i32.const 0x840) (i32 0 1 0 0x3040 4 0x1060 7 0))
(data (i32.const 0x3000) "Name")
(data (i32.const 0x3040) "name")
(func $next (result i32)
  (global.set $step (i32.add (global.get $step) (i32.const 1)))
  (if (i32.eq (global.get $step) (i32.const 1)) (then (return (i32.const 0x800))))
  (if (i32.eq (global.get $step) (i32.const 2)) (then (return (i32.const 0x840))))
  (i32.const 0x900))
