;; Tries: leave the output directory where `\` separates directories.
;; Ends: refused as a path, after `next`; nothing is written.

(data $file (i32.const 0x800) (i32 0 1 0 0x3000 7 0x1060 7 0))
(data (i32.const 0x3000) "..\5cevil")
