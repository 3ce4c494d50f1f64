;; Tries: use a feature of the engine that no exporter needs (gc, i31).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module
    (func (drop (ref.i31 (i32.const 1)))))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
