;; Tries: use a feature of the engine that no exporter needs (error context).
;; Ends: refused when it is compiled: the feature is off.

(component
  (type error-context)
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
