typedef global float* Elementwise_Fill_type_0;
struct Elementwise_Fill_type_1;

struct Elementwise_Fill_type_1_kernel;

struct Elementwise_Fill_type_1
{
	Elementwise_Fill_type_0 field_0;
	long field_1;
};

struct Elementwise_Fill_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Elementwise_Fill(
	global float* view_0,
	struct Elementwise_Fill_type_1_kernel var0,
	int var1,
	float var2)
{
	struct Elementwise_Fill_type_1 var3;
	int var4;
	int var6;
	int var7;
	int var8;
	bool var9;
	Elementwise_Fill_type_0 var10;
	Elementwise_Fill_type_0 var11;

	;
	var3.field_0 = (Elementwise_Fill_type_0)view_0+var0.field_0;
	var3.field_1 = var0.field_1;

	L_0: ;
	var4 =  get_group_id ( 0 );
	var6 = (int)((int) var4 <<  (int)8);
	var7 =  get_local_id ( 0 );
	var8 = (int)((int) var6 +  (int)var7);
	var9 = (int) var8 >= (int) var1;
	if (var9)
		 goto L_1;
	 goto L_2;

	L_2: ;
	var10 =  var3.field_0;
	var11 =  & var10[var8];
	 *  var11 =  var2;
	 goto L_1;

	L_1: ;
	 return ;

}

typedef global float* Elementwise_AddScaled_type_0;
struct Elementwise_AddScaled_type_1;

struct Elementwise_AddScaled_type_1_kernel;
struct Elementwise_AddScaled_type_1_kernel;

struct Elementwise_AddScaled_type_1
{
	Elementwise_AddScaled_type_0 field_0;
	long field_1;
};

struct Elementwise_AddScaled_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Elementwise_AddScaled(
	global float* view_0,
	global float* view_1,
	struct Elementwise_AddScaled_type_1_kernel var0,
	struct Elementwise_AddScaled_type_1_kernel var1,
	int var2,
	float var3,
	float var4)
{
	struct Elementwise_AddScaled_type_1 var5;
	struct Elementwise_AddScaled_type_1 var6;
	int var8;
	int var10;
	int var11;
	int var12;
	bool var13;
	float var7;
	Elementwise_AddScaled_type_0 var14;
	Elementwise_AddScaled_type_0 var15;
	Elementwise_AddScaled_type_0 var16;
	float var17;
	float var18;
	bool var20;
	Elementwise_AddScaled_type_0 var21;
	float var22;
	float var23;
	float var24;
	Elementwise_AddScaled_type_0 var25;

	;
	var5.field_0 = (Elementwise_AddScaled_type_0)view_0+var0.field_0;
	var5.field_1 = var0.field_1;
	;
	var6.field_0 = (Elementwise_AddScaled_type_0)view_1+var1.field_0;
	var6.field_1 = var1.field_1;

	L_0: ;
	var8 =  get_group_id ( 0 );
	var10 = (int)((int) var8 <<  (int)8);
	var11 =  get_local_id ( 0 );
	var12 = (int)((int) var10 +  (int)var11);
	var13 = (int) var12 < (int) var2;
	if (var13)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	var14 =  var6.field_0;
	var15 =  var5.field_0;
	var16 =  & var15[var12];
	var17 =  *  var16;
	var18 = (float)((float) var3 *  (float)var17);
	var20 = (float) var4 == (float) 0.0f;
	var7 = var18;
	if (var20)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var21 =  & var14[var12];
	var22 =  *  var21;
	var23 = (float)((float) var4 *  (float)var22);
	var24 = (float)((float) var18 +  (float)var23);
	var7 = var24;
	 goto L_3;

	L_3: ;
	var25 =  & var14[var12];
	 *  var25 =  var7;
	 goto L_2;

	L_2: ;
	 return ;

}

typedef global float* Elementwise_Add_type_0;
struct Elementwise_Add_type_1;

struct Elementwise_Add_type_1_kernel;
struct Elementwise_Add_type_1_kernel;
struct Elementwise_Add_type_1_kernel;

struct Elementwise_Add_type_1
{
	Elementwise_Add_type_0 field_0;
	long field_1;
};

struct Elementwise_Add_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Elementwise_Add(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	struct Elementwise_Add_type_1_kernel var0,
	struct Elementwise_Add_type_1_kernel var1,
	struct Elementwise_Add_type_1_kernel var2,
	int var3)
{
	struct Elementwise_Add_type_1 var4;
	struct Elementwise_Add_type_1 var5;
	struct Elementwise_Add_type_1 var6;
	int var7;
	int var9;
	int var10;
	int var11;
	bool var12;
	Elementwise_Add_type_0 var13;
	Elementwise_Add_type_0 var14;
	Elementwise_Add_type_0 var15;
	Elementwise_Add_type_0 var16;
	float var17;
	Elementwise_Add_type_0 var18;
	Elementwise_Add_type_0 var19;
	float var20;
	float var21;

	;
	var4.field_0 = (Elementwise_Add_type_0)view_0+var0.field_0;
	var4.field_1 = var0.field_1;
	;
	var5.field_0 = (Elementwise_Add_type_0)view_1+var1.field_0;
	var5.field_1 = var1.field_1;
	;
	var6.field_0 = (Elementwise_Add_type_0)view_2+var2.field_0;
	var6.field_1 = var2.field_1;

	L_0: ;
	var7 =  get_group_id ( 0 );
	var9 = (int)((int) var7 <<  (int)8);
	var10 =  get_local_id ( 0 );
	var11 = (int)((int) var9 +  (int)var10);
	var12 = (int) var11 >= (int) var3;
	if (var12)
		 goto L_1;
	 goto L_2;

	L_2: ;
	var13 =  var6.field_0;
	var14 =  & var13[var11];
	var15 =  var4.field_0;
	var16 =  & var15[var11];
	var17 =  *  var16;
	var18 =  var5.field_0;
	var19 =  & var18[var11];
	var20 =  *  var19;
	var21 = (float)((float) var17 +  (float)var20);
	 *  var14 =  var21;
	 goto L_1;

	L_1: ;
	 return ;

}

typedef global float* Elementwise_Multiply_type_0;
struct Elementwise_Multiply_type_1;

struct Elementwise_Multiply_type_1_kernel;
struct Elementwise_Multiply_type_1_kernel;
struct Elementwise_Multiply_type_1_kernel;

struct Elementwise_Multiply_type_1
{
	Elementwise_Multiply_type_0 field_0;
	long field_1;
};

struct Elementwise_Multiply_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Elementwise_Multiply(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	struct Elementwise_Multiply_type_1_kernel var0,
	struct Elementwise_Multiply_type_1_kernel var1,
	struct Elementwise_Multiply_type_1_kernel var2,
	int var3,
	int var4)
{
	struct Elementwise_Multiply_type_1 var5;
	struct Elementwise_Multiply_type_1 var6;
	struct Elementwise_Multiply_type_1 var7;
	int var9;
	int var11;
	int var12;
	int var13;
	bool var14;
	float var8;
	Elementwise_Multiply_type_0 var15;
	Elementwise_Multiply_type_0 var16;
	Elementwise_Multiply_type_0 var17;
	float var18;
	Elementwise_Multiply_type_0 var19;
	Elementwise_Multiply_type_0 var20;
	float var21;
	float var22;
	bool var24;
	Elementwise_Multiply_type_0 var25;
	float var26;
	float var27;
	Elementwise_Multiply_type_0 var28;

	;
	var5.field_0 = (Elementwise_Multiply_type_0)view_0+var0.field_0;
	var5.field_1 = var0.field_1;
	;
	var6.field_0 = (Elementwise_Multiply_type_0)view_1+var1.field_0;
	var6.field_1 = var1.field_1;
	;
	var7.field_0 = (Elementwise_Multiply_type_0)view_2+var2.field_0;
	var7.field_1 = var2.field_1;

	L_0: ;
	var9 =  get_group_id ( 0 );
	var11 = (int)((int) var9 <<  (int)8);
	var12 =  get_local_id ( 0 );
	var13 = (int)((int) var11 +  (int)var12);
	var14 = (int) var13 < (int) var3;
	if (var14)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	var15 =  var7.field_0;
	var16 =  var5.field_0;
	var17 =  & var16[var13];
	var18 =  *  var17;
	var19 =  var6.field_0;
	var20 =  & var19[var13];
	var21 =  *  var20;
	var22 = (float)((float) var18 *  (float)var21);
	var24 = (int) var4 == (int) 0;
	var8 = var22;
	if (var24)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var25 =  & var15[var13];
	var26 =  *  var25;
	var27 = (float)((float) var22 +  (float)var26);
	var8 = var27;
	 goto L_3;

	L_3: ;
	var28 =  & var15[var13];
	 *  var28 =  var8;
	 goto L_2;

	L_2: ;
	 return ;

}

typedef global float* Elementwise_Divide_type_0;
struct Elementwise_Divide_type_1;

struct Elementwise_Divide_type_1_kernel;
struct Elementwise_Divide_type_1_kernel;
struct Elementwise_Divide_type_1_kernel;

struct Elementwise_Divide_type_1
{
	Elementwise_Divide_type_0 field_0;
	long field_1;
};

struct Elementwise_Divide_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Elementwise_Divide(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	struct Elementwise_Divide_type_1_kernel var0,
	struct Elementwise_Divide_type_1_kernel var1,
	struct Elementwise_Divide_type_1_kernel var2,
	int var3)
{
	struct Elementwise_Divide_type_1 var4;
	struct Elementwise_Divide_type_1 var5;
	struct Elementwise_Divide_type_1 var6;
	int var7;
	int var9;
	int var10;
	int var11;
	bool var12;
	Elementwise_Divide_type_0 var13;
	Elementwise_Divide_type_0 var14;
	Elementwise_Divide_type_0 var15;
	Elementwise_Divide_type_0 var16;
	float var17;
	Elementwise_Divide_type_0 var18;
	Elementwise_Divide_type_0 var19;
	float var20;
	float var21;

	;
	var4.field_0 = (Elementwise_Divide_type_0)view_0+var0.field_0;
	var4.field_1 = var0.field_1;
	;
	var5.field_0 = (Elementwise_Divide_type_0)view_1+var1.field_0;
	var5.field_1 = var1.field_1;
	;
	var6.field_0 = (Elementwise_Divide_type_0)view_2+var2.field_0;
	var6.field_1 = var2.field_1;

	L_0: ;
	var7 =  get_group_id ( 0 );
	var9 = (int)((int) var7 <<  (int)8);
	var10 =  get_local_id ( 0 );
	var11 = (int)((int) var9 +  (int)var10);
	var12 = (int) var11 >= (int) var3;
	if (var12)
		 goto L_1;
	 goto L_2;

	L_2: ;
	var13 =  var6.field_0;
	var14 =  & var13[var11];
	var15 =  var4.field_0;
	var16 =  & var15[var11];
	var17 =  *  var16;
	var18 =  var5.field_0;
	var19 =  & var18[var11];
	var20 =  *  var19;
	var21 = (float)((float) var17 /  (float)var20);
	 *  var14 =  var21;
	 goto L_1;

	L_1: ;
	 return ;

}

typedef global float* Elementwise_AddTable_type_0;
struct Elementwise_AddTable_type_1;

struct Elementwise_AddTable_type_1_kernel;
struct Elementwise_AddTable_type_1_kernel;
struct Elementwise_AddTable_type_1_kernel;

struct Elementwise_AddTable_type_1
{
	Elementwise_AddTable_type_0 field_0;
	long field_1;
};

struct Elementwise_AddTable_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Elementwise_AddTable(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	struct Elementwise_AddTable_type_1_kernel var0,
	struct Elementwise_AddTable_type_1_kernel var1,
	struct Elementwise_AddTable_type_1_kernel var2,
	int var3,
	int var4)
{
	struct Elementwise_AddTable_type_1 var5;
	struct Elementwise_AddTable_type_1 var6;
	struct Elementwise_AddTable_type_1 var7;
	int var8;
	int var10;
	int var11;
	int var12;
	bool var13;
	Elementwise_AddTable_type_0 var14;
	Elementwise_AddTable_type_0 var15;
	Elementwise_AddTable_type_0 var16;
	Elementwise_AddTable_type_0 var17;
	float var18;
	Elementwise_AddTable_type_0 var19;
	int var20;
	Elementwise_AddTable_type_0 var21;
	float var22;
	float var23;

	;
	var5.field_0 = (Elementwise_AddTable_type_0)view_0+var0.field_0;
	var5.field_1 = var0.field_1;
	;
	var6.field_0 = (Elementwise_AddTable_type_0)view_1+var1.field_0;
	var6.field_1 = var1.field_1;
	;
	var7.field_0 = (Elementwise_AddTable_type_0)view_2+var2.field_0;
	var7.field_1 = var2.field_1;

	L_0: ;
	var8 =  get_group_id ( 0 );
	var10 = (int)((int) var8 <<  (int)8);
	var11 =  get_local_id ( 0 );
	var12 = (int)((int) var10 +  (int)var11);
	var13 = (int) var12 >= (int) var3;
	if (var13)
		 goto L_1;
	 goto L_2;

	L_2: ;
	var14 =  var7.field_0;
	var15 =  & var14[var12];
	var16 =  var5.field_0;
	var17 =  & var16[var12];
	var18 =  *  var17;
	var19 =  var6.field_0;
	var20 = (int)((int) var12 %  (int)var4);
	var21 =  & var19[var20];
	var22 =  *  var21;
	var23 = (float)((float) var18 +  (float)var22);
	 *  var15 =  var23;
	 goto L_1;

	L_1: ;
	 return ;

}

typedef global float* Elementwise_ScaleRuns_type_0;
struct Elementwise_ScaleRuns_type_1;

struct Elementwise_ScaleRuns_type_1_kernel;
struct Elementwise_ScaleRuns_type_1_kernel;
struct Elementwise_ScaleRuns_type_1_kernel;

struct Elementwise_ScaleRuns_type_1
{
	Elementwise_ScaleRuns_type_0 field_0;
	long field_1;
};

struct Elementwise_ScaleRuns_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Elementwise_ScaleRuns(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	struct Elementwise_ScaleRuns_type_1_kernel var0,
	struct Elementwise_ScaleRuns_type_1_kernel var1,
	struct Elementwise_ScaleRuns_type_1_kernel var2,
	int var3,
	int var4,
	int var5)
{
	struct Elementwise_ScaleRuns_type_1 var6;
	struct Elementwise_ScaleRuns_type_1 var7;
	struct Elementwise_ScaleRuns_type_1 var8;
	int var10;
	int var12;
	int var13;
	int var14;
	bool var15;
	float var9;
	Elementwise_ScaleRuns_type_0 var16;
	Elementwise_ScaleRuns_type_0 var17;
	Elementwise_ScaleRuns_type_0 var18;
	float var19;
	Elementwise_ScaleRuns_type_0 var20;
	int var21;
	Elementwise_ScaleRuns_type_0 var22;
	float var23;
	float var24;
	bool var26;
	Elementwise_ScaleRuns_type_0 var27;
	float var28;
	float var29;
	Elementwise_ScaleRuns_type_0 var30;

	;
	var6.field_0 = (Elementwise_ScaleRuns_type_0)view_0+var0.field_0;
	var6.field_1 = var0.field_1;
	;
	var7.field_0 = (Elementwise_ScaleRuns_type_0)view_1+var1.field_0;
	var7.field_1 = var1.field_1;
	;
	var8.field_0 = (Elementwise_ScaleRuns_type_0)view_2+var2.field_0;
	var8.field_1 = var2.field_1;

	L_0: ;
	var10 =  get_group_id ( 0 );
	var12 = (int)((int) var10 <<  (int)8);
	var13 =  get_local_id ( 0 );
	var14 = (int)((int) var12 +  (int)var13);
	var15 = (int) var14 < (int) var3;
	if (var15)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	var16 =  var8.field_0;
	var17 =  var6.field_0;
	var18 =  & var17[var14];
	var19 =  *  var18;
	var20 =  var7.field_0;
	var21 = (int)((int) var14 /  (int)var4);
	var22 =  & var20[var21];
	var23 =  *  var22;
	var24 = (float)((float) var19 *  (float)var23);
	var26 = (int) var5 == (int) 0;
	var9 = var24;
	if (var26)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var27 =  & var16[var14];
	var28 =  *  var27;
	var29 = (float)((float) var24 +  (float)var28);
	var9 = var29;
	 goto L_3;

	L_3: ;
	var30 =  & var16[var14];
	 *  var30 =  var9;
	 goto L_2;

	L_2: ;
	 return ;

}
