SELECT o.order_id FROM fieldwork_signoff o WHERE NOT EXISTS (SELECT 1 FROM fieldwork_signature s
    WHERE s.institution_id = o.institution_id AND s.order_id = o.order_id AND s.digest = o.digest AND s.at_us = o.at_us);
