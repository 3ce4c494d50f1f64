;; Tries: blame a setting with a key of two megabytes.
;; Ends: by the limit of bytes in one message, after `start`.

(data $started (i32.const 0x980) (i32 1 2 0x200000 0x200000 0x1060 7))
