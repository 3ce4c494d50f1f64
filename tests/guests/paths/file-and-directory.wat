;; Tries: have a file where it also needs a directory.
;; Ends: refused as files that cannot stand together, in `next`; nothing is written.

(data $file (i32.const 0x800) (i32 0 1 0 0x3000 1 0x1060 7 0))
(data (i32.const 0x840) (i32 0 1 0 0x3040 3 0x1060 7 0))
(data (i32.const 0x3000) "a")
(data (i32.const 0x3040) "a/b")
(func $next (result i32)
  (global.set $step (i32.add (global.get $step) (i32.const 1)))
  (if (i32.eq (global.get $step) (i32.const 1)) (then (return (i32.const 0x800))))
  (if (i32.eq (global.get $step) (i32.const 2)) (then (return (i32.const 0x840))))
  (i32.const 0x900))
