;; Tries: blame a template with a name of two megabytes.
;; Ends: by the limit of bytes in one message, after `start`.

(data $started (i32.const 0x980) (i32 1 1 0x200000 0x200000 7 0x1060 7))
