;; Tries: write a line of its own into the list of files.
;; Ends: refused as a path, after `next`; nothing is written.

(data $file (i32.const 0x800) (i32 0 1 0 0x3000 17 0x1060 7 0))
(data (i32.const 0x3000) "a\0a  create 0644 b")
