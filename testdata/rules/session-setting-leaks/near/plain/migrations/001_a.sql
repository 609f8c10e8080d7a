SET search_path = audit;
