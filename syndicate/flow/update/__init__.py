"""The store kept up to date: new articles near what it holds, the same groups as one run over all."""
