;; Tries: have its files written, and then break.
;; Ends: trapped, in `next`; the files that it gave before are not written.

(func $next (result i32)
  (global.set $step (i32.add (global.get $step) (i32.const 1)))
  (if (i32.gt_u (global.get $step) (i32.const 1)) (then (unreachable)))
  (i32.const 0x800))
