"""What acceptance tests stand on: places, servers, workspaces, results. See ../README.md."""
