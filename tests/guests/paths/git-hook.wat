;; Tries: have a program run by git.
;; Ends: refused as a path, after `next`; nothing is written.

(data $file (i32.const 0x800) (i32 0 1 0 0x3000 24 0x1060 7 0))
(data (i32.const 0x3000) ".git/hooks/post-checkout")
