delete from arrival where key = :key
