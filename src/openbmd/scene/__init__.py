"""What stands and flies in a scenario as maps, globes and charts show it: data alone, apart from any drawing."""
