;; Tries: have its files written, and then fail.
;; Ends: its own error ends the export, in `next`; the files that it gave before are not
;; written.

(data (i32.const 0x880) (i32 1 0 0x1060 7))
(func $next (result i32)
  (global.set $step (i32.add (global.get $step) (i32.const 1)))
  (select (i32.const 0x800) (i32.const 0x880) (i32.eq (global.get $step) (i32.const 1))))
