namespace EcgCmrNative.Data.Formats.Torch.Pickle;

/// <summary>The objects outside a pickle that it may refer to.</summary>
internal interface IPickleWorld
{
    /// <summary>A global is named. Gives the name itself, or refuses it.</summary>
    PythonSymbol Name(PythonSymbol symbol, PickleInput input);

    /// <summary>A global is called. Gives the result for the few that are known, refuses all others.</summary>
    object? Call(PythonSymbol function, PythonTuple arguments, PickleInput input);

    /// <summary>Loads an object that is stored outside the pickle.</summary>
    object? Persistent(object? id, PickleInput input);
}
