using BrainDae.Fuzz;

return new FuzzCommand().Parse(args).Invoke();
