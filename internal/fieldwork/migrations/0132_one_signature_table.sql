DROP TABLE fieldwork_signoff;
