namespace BrainDae.Data.Formats.PyTorch;

/// <summary>Writes the state dictionary of torch.optim.Adam as its state_dict() gives it.</summary>
internal static class TorchAdamWriter
{
    /// <param name="optimizer">The state.</param>
    /// <param name="parameters">How many parameters it optimises.</param>
    /// <param name="pickle">Receives keys and values.</param>
    /// <param name="tensors">Receives tensors.</param>
    public static void Write(TorchAdam optimizer, int parameters, PickleWriter pickle, TorchTensorWriter tensors)
    {
        pickle.Text("state");
        pickle.Dictionary(() =>
        {
            for (var i = 0; i < optimizer.Moments.Length; i++)
            {
                var moments = optimizer.Moments[i];
                pickle.Integer(i);
                pickle.Dictionary(() =>
                {
                    pickle.Text("step");
                    tensors.Write([], BitConverter.GetBytes((float)optimizer.Steps));
                    Moment("exp_avg", moments.Mean);
                    Moment("exp_avg_sq", moments.Square);
                    Moment("max_exp_avg_sq", moments.LargestSquare);
                });
            }
        });
        pickle.Text("param_groups");
        pickle.List(() => pickle.Dictionary(() => Group(optimizer, parameters, pickle)));

        void Moment(string name, SafetensorsTensor tensor)
        {
            pickle.Text(name);
            tensors.Write(tensor.Shape, tensor.Data);
        }
    }

    private static void Group(TorchAdam optimizer, int parameters, PickleWriter pickle)
    {
        Number("lr", optimizer.LearningRate);
        pickle.Text("betas");
        pickle.Tuple(() =>
        {
            pickle.Float(TorchAdam.Betas.Mean);
            pickle.Float(TorchAdam.Betas.Square);
        });
        Number("eps", TorchAdam.Epsilon);
        Number("weight_decay", optimizer.WeightDecay);
        pickle.Text("amsgrad");
        pickle.Boolean(true);
        Number("initial_lr", optimizer.InitialLearningRate ?? optimizer.LearningRate);
        pickle.Text("params");
        pickle.List(() =>
        {
            for (var i = 0; i < parameters; i++)
            {
                pickle.Integer(i);
            }
        });

        void Number(string name, double value)
        {
            pickle.Text(name);
            pickle.Float(value);
        }
    }
}
