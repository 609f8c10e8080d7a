-- expect: other-dialect-skipped
CREATE TABLE `a` (`id` int);
