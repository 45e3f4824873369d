-- Frees what is overdue; what every other script does on its way. Also where the map is lost: holds may outlive it.
--
-- Reply { OK, number of holds ended }
-- Event hold.expired
-- @include prologue
return { OK, freeOverdue(readMap()) }
