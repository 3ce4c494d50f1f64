;; Tries: write to another name than the one that is checked.
;; Ends: refused as a path, after `next`; nothing is written.

(data $file (i32.const 0x800) (i32 0 1 0 0x3000 16 0x1060 7 0))
(data (i32.const 0x3000) "good\00/../../evil")
