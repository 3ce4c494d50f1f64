;; Tries: use a feature of the engine that no exporter needs (threads, atomic access).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module
    (memory 1) (func (drop (i32.atomic.load (i32.const 0)))))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
